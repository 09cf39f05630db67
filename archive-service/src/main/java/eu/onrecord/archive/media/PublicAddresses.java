package eu.onrecord.archive.media;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which addresses belong to servers of the internet: the others may be anything of ours. Pure. */
final class PublicAddresses {
    /** The networks of https://www.iana.org/assignments/iana-ipv4-special-registry that nobody reaches from elsewhere. */
    private static final List<Network> OF_NOBODY_4 = List.of(new Network("0.0.0.0", 8), new Network("10.0.0.0", 8),
            new Network("100.64.0.0", 10), new Network("127.0.0.0", 8), new Network("169.254.0.0", 16),
            new Network("172.16.0.0", 12), new Network("192.0.0.0", 24), new Network("192.0.2.0", 24),
            new Network("192.88.99.0", 24), new Network("192.168.0.0", 16), new Network("198.18.0.0", 15),
            new Network("198.51.100.0", 24), new Network("203.0.113.0", 24), new Network("224.0.0.0", 3));
    /** Of version 6, what is given out at all. */
    private static final Network GLOBAL_6 = new Network("2000::", 3);
    /** Within it, what is of nobody, or leads to an address of version 4. */
    private static final List<Network> OF_NOBODY_6 = List.of(new Network("2001::", 23), new Network("2001:db8::", 32),
            new Network("2002::", 16), new Network("3fff::", 20));

    private PublicAddresses() {
    }

    static boolean contain(InetAddress address) {
        return address instanceof Inet4Address ? OF_NOBODY_4.stream().noneMatch(it -> it.contains(address))
                : GLOBAL_6.contains(address) && OF_NOBODY_6.stream().noneMatch(it -> it.contains(address));
    }

    /** Addresses that begin with the same bits. */
    private record Network(String first, int bits) {
        boolean contains(InetAddress address) {
            var bytes = address.getAddress();
            var beginning = bytesOf(first);
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((bytes[bit / 8] & mask) != (beginning[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static byte[] bytesOf(String literal) {
            try {
                // a literal is asked of nobody
                return InetAddress.getByName(literal).getAddress();
            } catch (java.net.UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
