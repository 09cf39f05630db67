/** A real Keycloak on this machine, with the realm of {@code deploy/keycloak} and people to try it with. */
package eu.onrecord.local.keycloak;
