package eu.onrecord.contract.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class ThreadKeyTest {
    private final ThreadKey key = new ThreadKey("thread-key-for-tests-0123456789ab".getBytes(StandardCharsets.UTF_8));

    @Test
    void theThreadOfAChatNeverChanges() {
        assertEquals("2db44d9afc408a5f3658b31c894cad04", key.threadOf("whatsapp-nl", "106540352242922", "31612345678").value());
    }

    @Test
    void anotherNumberChannelOrCustomerIsAnotherThread() {
        var thread = key.threadOf("whatsapp-nl", "1", "31612345678");

        assertNotEquals(thread, key.threadOf("whatsapp-be", "1", "31612345678"));
        assertNotEquals(thread, key.threadOf("whatsapp-nl", "2", "31612345678"));
        assertNotEquals(thread, key.threadOf("whatsapp-nl", "1", "31612345679"));
    }

    @Test
    void aShortKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ThreadKey(new byte[31]));
    }
}
