/**
 * Delegation tokens of a long-running process: where they are found and how clients present them.
 */
package io.keystream.security.token;
