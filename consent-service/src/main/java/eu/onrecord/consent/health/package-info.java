/** Whether the service is ready, told to whoever watches its figures. */
package eu.onrecord.consent.health;
