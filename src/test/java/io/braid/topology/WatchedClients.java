package io.braid.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients as Kafka Streams makes them itself. Every call of a producer, or of a consumer in the group, goes through a
 * {@link Watch}; those that only read are let alone.
 */
final class WatchedClients implements KafkaClientSupplier {
    private final Watch watch;

    WatchedClients(Watch watch) {
        this.watch = watch;
    }

    /** Sees each call, makes it or not, and says what comes of it. */
    interface Watch {
        @Nullable
        Object call(Call call) throws Throwable;
    }

    /** A call of {@code method} on {@code client}, which is a {@link Producer} or a {@link Consumer}. */
    record Call(Object client, Method method, Object[] arguments) {
        String name() {
            return method.getName();
        }

        /** Makes the call. */
        @Nullable
        Object proceed() throws Throwable {
            try {
                return method.invoke(client, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return watched(
                Producer.class, new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return watched(Consumer.class, consumer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private <T> T watched(Class<T> type, T client) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> watch.call(new Call(client, method, arguments))));
    }
}
