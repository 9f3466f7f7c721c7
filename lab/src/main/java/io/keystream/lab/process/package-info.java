/** Child processes: commands that end, daemons that stay, and how to recognise them later. */
package io.keystream.lab.process;
