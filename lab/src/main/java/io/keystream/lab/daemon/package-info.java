/** What each daemon is started with, and how one knows that it serves. */
package io.keystream.lab.daemon;
