package eu.onrecord.archive.seal;

/** Under a master key's name there are other bytes than when it was first used. */
public final class WrongMasterKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongMasterKeyException(String masterId) {
        super(("onrecord.master-keys.keys.%s is another key than the one that was used under this name before. "
                + "Give the old one back, or give the new one a name of its own.").formatted(masterId));
    }
}
