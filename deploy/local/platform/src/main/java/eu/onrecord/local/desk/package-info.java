/** A service desk's software, simulated: takes signed webhooks, answers through the gate. */
package eu.onrecord.local.desk;
