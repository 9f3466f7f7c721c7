/** Made-up traffic for demos and drills: the same seed gives the same bytes. */
package io.keystream.lab.traffic;
