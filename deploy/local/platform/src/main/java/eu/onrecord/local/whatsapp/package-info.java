/**
 * WhatsApp and its customers, simulated: the Cloud API's own paths, bodies and errors, and phones to write from. Knows nothing
 * of OnRecord but the address its webhooks go to.
 */
package eu.onrecord.local.whatsapp;
