/** A Prometheus with the alert rules of the runbooks, fed by a job of the lab. */
package io.keystream.lab.alert;
