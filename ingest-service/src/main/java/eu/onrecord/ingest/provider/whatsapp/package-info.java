/**
 * The WhatsApp Cloud API's webhooks: signature, envelope, and every type of item in them. 360dialog sends the same bodies.
 */
package eu.onrecord.ingest.provider.whatsapp;
