package eu.onrecord.ingest.provider.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Verdict.Authentic;
import eu.onrecord.ingest.provider.Verdict.Refused;
import eu.onrecord.ingest.provider.Webhook;

/**
 * Telegram. The channel's numbers are the bot's id, and the ids of the business connections whose chats it takes: anybody with
 * a business account can connect it to a bot, so the others' chats are not ours.
 */
@ApplicationScoped
public class Telegram implements Provider {
    private static final String HEADER = "X-Telegram-Bot-Api-Secret-Token";

    private final ThreadKey threadKey;

    public Telegram(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public void check(Channel channel) {
        if (channel.numbers().stream().filter(Bot::isId).count() > 1) {
            throw new IllegalStateException(
                    "onrecord.channels.%s.numbers has more than one bot: an update does not say whose it is"
                            .formatted(channel.name()));
        }
    }

    @Override
    public Verdict authenticate(Channel channel, Webhook webhook) {
        return webhook.header(HEADER).flatMap(token -> channel.secrets().keyOf(token.getBytes(UTF_8), secret -> secret))
                .<Verdict> map(keyId -> new Authentic("telegram-secret-token", keyId)).orElse(Refused.FORGED);
    }

    @Override
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        return new UpdateReader(channel, authentication, threadKey, webhook.body()).read();
    }
}
