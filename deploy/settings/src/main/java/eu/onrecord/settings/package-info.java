/**
 * What is demanded of settings before a service starts. Pure: which settings a service has, and where they come from, is its
 * own.
 */
package eu.onrecord.settings;
