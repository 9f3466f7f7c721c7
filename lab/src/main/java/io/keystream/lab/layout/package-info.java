/** Where everything of a lab is: folders, ports and names. */
package io.keystream.lab.layout;
