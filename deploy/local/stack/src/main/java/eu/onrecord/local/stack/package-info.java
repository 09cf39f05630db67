/** Everything on one machine: the platform, the simulators, and the services as they are packaged, each its own process. */
package eu.onrecord.local.stack;
