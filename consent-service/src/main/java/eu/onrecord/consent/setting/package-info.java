/** What is asked of settings, whatever feature they belong to. What a feature is told stands in its own configuration. */
package eu.onrecord.consent.setting;
