/**
 * Reads what an overlay in {@code deploy/kubernetes} comes to, and says what a cluster, an operator or a service would have
 * against
 * it. Each check is a class; none knows another.
 */
package eu.onrecord.local.manifests;
