/** How WhatsApp speaks: Meta's Cloud API, also by way of 360dialog. */
package eu.onrecord.local.whatsapp;
