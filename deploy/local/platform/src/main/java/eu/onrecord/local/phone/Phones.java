package eu.onrecord.local.phone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the customers see on their phones. */
final class Phones {
    private final List<SimulatedCustomer> customers = new CopyOnWriteArrayList<>();
    private final Map<SimulatedCustomer, List<Bubble>> chats = new ConcurrentHashMap<>();

    void add(SimulatedCustomer customer) {
        if (!customers.contains(customer)) {
            customers.add(customer);
        }
    }

    List<SimulatedCustomer> customers() {
        return List.copyOf(customers);
    }

    Optional<SimulatedCustomer> owner(String recipient) {
        return customers.stream().filter(customer -> customer.isReachedAt(recipient)).findFirst();
    }

    void show(SimulatedCustomer customer, Bubble bubble) {
        chats.computeIfAbsent(customer, ignored -> new CopyOnWriteArrayList<>()).add(bubble);
    }

    List<Bubble> chatOf(SimulatedCustomer customer) {
        return List.copyOf(chats.getOrDefault(customer, List.of()));
    }
}
