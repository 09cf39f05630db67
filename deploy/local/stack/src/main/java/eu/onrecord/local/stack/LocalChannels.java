package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.telegram.Telegram;
import eu.onrecord.local.twilio.Twilio;
import eu.onrecord.local.vonage.Vonage;
import eu.onrecord.local.whatsapp.BusinessNumber;
import eu.onrecord.local.whatsapp.WhatsApp;

/**
 * The channels of the local platform, and who is at the other end of each: a simulator, unless its file says another address.
 */
final class LocalChannels {
    private static final String API = "send.api";

    private final Ports ports;
    private final List<ChannelFile> files;

    private LocalChannels(Ports ports, List<ChannelFile> files) {
        this.ports = ports;
        this.files = files;
    }

    /** Where everything listens. */
    Ports ports() {
        return ports;
    }

    /**
     * Reads what is always there, and what is wanted besides.
     *
     * @param root of the repository
     * @param more directories of further channels
     * @throws IOException if a file cannot be read, lacks something, cannot be used, or names a channel that another one
     *         names
     */
    static LocalChannels read(Ports ports, Path root, List<Path> more) throws IOException {
        var byName = new LinkedHashMap<String, ChannelFile>();
        for (var directory : Stream.concat(Stream.of(always(root)), more.stream()).toList()) {
            for (var file : ChannelFile.in(directory)) {
                if (byName.put(file.name(), file) != null) {
                    throw new IOException("There are two files for the channel " + file.name() + ".");
                }
            }
        }
        var channels = new LocalChannels(ports, List.copyOf(byName.values()));
        channels.check();
        return channels;
    }

    /** Everything that can be wrong with a file is found before anything is started. */
    private void check() throws IOException {
        for (var file : files) {
            try {
                dialect(file);
            } catch (IllegalArgumentException wrong) {
                throw new IOException("The channel %s cannot be used: %s.".formatted(file.name(), wrong.getMessage()), wrong);
            }
        }
    }

    /** Where the channel stands that is always there. */
    static Path always(Path root) {
        return root.resolve("deploy/local/channels");
    }

    /** An example for each other provider. */
    static Path examples(Path root) {
        return always(root).resolve("more");
    }

    /** Each with everything that a service needs to be told. */
    List<ChannelFile> all() {
        return files.stream().map(this::whole).toList();
    }

    /** How the providers speak that are simulated, by channel. */
    Map<String, Dialect> simulated() {
        var dialects = new LinkedHashMap<String, Dialect>();
        files.stream().filter(file -> file.find(API).isEmpty()).forEach(file -> dialects.put(file.name(), dialect(file)));
        return dialects;
    }

    /**
     * How the provider of a channel speaks, whether it is simulated or not.
     *
     * @return empty if there is no such channel
     */
    Optional<Dialect> dialect(String channel) {
        return files.stream().filter(file -> file.name().equals(channel)).findFirst().map(this::dialect);
    }

    /** Where a channel's provider sends its webhooks. */
    URI webhook(String channel) {
        return URI.create("http://localhost:" + ports.ingest() + "/webhooks/" + channel);
    }

    /** People to write as, over a channel. */
    static List<SimulatedCustomer> people(Dialect dialect) {
        if (dialect instanceof Telegram) {
            return List.of(new SimulatedCustomer(null, "6100000001", "Noor Jansen"),
                    new SimulatedCustomer(null, "6100000002", "Milan"));
        }
        var withPhones = List.of(new SimulatedCustomer("31612345678", null, "Sophie de Vries"),
                new SimulatedCustomer("33612345678", null, "Amélie Laurent"));
        return dialect instanceof WhatsApp
                ? Stream.concat(withPhones.stream(),
                        Stream.of(new SimulatedCustomer("32470123456", "BE.20931847", "Luc Peeters"),
                                new SimulatedCustomer(null, "DE.778899", "Jonas")))
                        .toList()
                : withPhones;
    }

    private ChannelFile whole(ChannelFile file) {
        var simulated = file.find(API).isEmpty();
        var channel = file.withDefault(API, page(switch (file.provider()) {
            case "whatsapp" -> "/v23.0";
            default -> "/" + file.provider();
        }));
        if (simulated) {
            channel = channel.withDefault("desk.url", page("/desk/webhook")).withDefault("desk.secret",
                    LocalSecrets.DESK_SECRET);
        }
        return file.provider().equals("twilio") ? channel.withDefault("options.public-url", webhook(file.name()).toString())
                .withDefault("send.status-callback", webhook(file.name()).toString()) : channel;
    }

    private Dialect dialect(ChannelFile file) {
        var webhook = webhook(file.name());
        var secret = file.secret().orElseThrow();
        var token = file.get("send.token");
        return switch (file.provider()) {
            case "whatsapp" -> new WhatsApp(number(file, secret, token, webhook));
            case "360dialog" -> new WhatsApp(number(file, secret, token, webhook), WhatsApp.Road.DIALOG_360);
            case "twilio" -> new Twilio(new Twilio.Account(file.get("send.account"), secret, file.number(), files(),
                    file.find("options.public-url").map(URI::create).orElse(webhook), webhook));
            case "vonage" -> new Vonage(new Vonage.Application(file.get("send.account"), secret, token, file.number(), files(),
                    webhook));
            case "telegram" -> new Telegram(new Telegram.Bot(token, secret, webhook));
            default -> throw new IllegalArgumentException("nobody here speaks like the provider " + file.provider());
        };
    }

    private static BusinessNumber number(ChannelFile file, String secret, String token, URI webhook) {
        return new BusinessNumber("102290129340398", file.number(), "31880000000", secret, token, webhook);
    }

    private URI files() {
        return URI.create(page("/phone/photos"));
    }

    private String page(String path) {
        return "http://localhost:" + ports.page() + path;
    }
}
