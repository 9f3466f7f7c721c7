package io.keystream.lab.demo;

/**
 * What one run is asked for.
 *
 * @param seed of the traffic
 * @param seconds how long traffic goes on once the job runs
 * @param keep whether cluster and job stay
 */
record DemoSettings(long seed, int seconds, boolean keep) {}
