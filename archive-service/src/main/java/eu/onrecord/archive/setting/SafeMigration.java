package eu.onrecord.archive.setting;

import jakarta.inject.Singleton;

import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;

/**
 * The database is the first that is reached, by the migrations: not with settings that are not safe, and not by those that only
 * migrate.
 */
@Singleton
class SafeMigration implements FlywayConfigurationCustomizer {
    private final SafeStart start;

    SafeMigration(SafeStart start) {
        this.start = start;
    }

    @Override
    public void customize(FluentConfiguration migrations) {
        start.require();
    }
}
