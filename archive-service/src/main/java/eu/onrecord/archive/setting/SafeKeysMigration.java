package eu.onrecord.archive.setting;

import jakarta.inject.Singleton;

import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;

/** The same as {@link SafeMigration}, for the database of keys. */
@Singleton
@FlywayDataSource("keys")
class SafeKeysMigration implements FlywayConfigurationCustomizer {
    private final SafeStart start;

    SafeKeysMigration(SafeStart start) {
        this.start = start;
    }

    @Override
    public void customize(FluentConfiguration migrations) {
        start.require();
    }
}
