/** Access to the cluster: standard tools for people, sessions for Java. */
package io.keystream.lab.client;
