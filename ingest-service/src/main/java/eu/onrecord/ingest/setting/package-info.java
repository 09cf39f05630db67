/** What is demanded of this service's settings before it starts. What a feature is told stands in its own configuration. */
package eu.onrecord.ingest.setting;
