/** Deploys pipelines to a lab as an operator would: with Ansible and the command line. */
package io.keystream.lab.gateway;
