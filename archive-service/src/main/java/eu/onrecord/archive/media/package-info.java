/** Files: fetched in a lane of their own before the provider deletes them, checked, sealed, stored. */
package eu.onrecord.archive.media;
