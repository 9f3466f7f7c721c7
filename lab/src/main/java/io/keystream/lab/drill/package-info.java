/** Scenarios that inject a fault into a running job and account for every record afterwards. */
package io.keystream.lab.drill;
