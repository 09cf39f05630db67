package eu.onrecord.local.stack;

/**
 * The secrets of the local platform, beside those of its channels. They stand in the repository for everybody to read: they
 * protect nothing, and belong
 * nowhere but on a developer's machine.
 */
final class LocalSecrets {
    static final String DESK_SECRET = "whsec_bG9jYWwtb25seS1kZXNrLXNlY3JldC0wMTIzNDU2Nzg=";
    static final String THREAD_KEY = "bG9jYWwtb25seS10aHJlYWQta2V5LTAxMjM0NTY3ODk=";
    static final String IDENTIFIER_KEY = "bG9jYWwtb25seS1pZGVudGlmaWVyLWtleS0wMTIzNDU=";
    static final String LOOKUP_KEY = "bG9jYWwtb25seS1sb29rdXAta2V5LTAxMjM0NTY3ODk=";
    static final String MASTER_KEY = "bG9jYWwtb25seS1tYXN0ZXIta2V5LTAxMjM0NTY3ODk=";
    static final String LEDGER_SIGNING_KEY = "MC4CAQAwBQYDK2VwBCIEIGxvY2FsLW9ubHktbGVkZ2VyLXNpZ25pbmcta2V5LTAx";
    static final String LEDGER_PUBLIC_KEY = "MCowBQYDK2VwAyEAE2+wyOr+tDZSFSK0jLSd7xCKWstq9Mg4FF0Kqfz8bAQ=";
    static final String WITNESS_SIGNING_KEY = "MC4CAQAwBQYDK2VwBCIEIGxvY2FsLW9ubHktd2l0bmVzcy1zaWduaW5nLWtleS0x";
    static final String WITNESS_PUBLIC_KEY = "MCowBQYDK2VwAyEAhLQ7yNXP3W8Hk6emubSNG5WpizTs3+0VD0sKsXuWBFk=";

    private LocalSecrets() {
    }
}
