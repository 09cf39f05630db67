package eu.onrecord.consent.lane;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;

/** Which jobs of the scheduler are at work, so that a shutdown can wait for them. */
@Singleton
class JobsUnderWay {
    private static final Logger LOG = Logger.getLogger(JobsUnderWay.class);
    /** Jobs are short statements; the pod's grace is longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Phaser underWay = new Phaser(1);
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** @return whether it may begin; then its end has to be told */
    boolean begin() {
        underWay.register();
        if (stopping.get()) {
            end();
            return false;
        }
        return true;
    }

    void end() {
        underWay.arriveAndDeregister();
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent shutdown) throws InterruptedException {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arriveAndDeregister(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.warnf("%d jobs are not done after %s and are cut off", underWay.getUnarrivedParties(), PATIENCE);
        }
    }
}
