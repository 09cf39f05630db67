package eu.onrecord.consent.lane;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.smallrye.mutiny.Uni;

@UntilShutdown
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class UntilShutdownInterceptor {
    private final JobsUnderWay jobs;

    UntilShutdownInterceptor(JobsUnderWay jobs) {
        this.jobs = jobs;
    }

    @AroundInvoke
    Object run(InvocationContext job) throws Exception {
        return Uni.class.isAssignableFrom(job.getMethod().getReturnType()) ? later(job) : now(job);
    }

    private Object now(InvocationContext job) throws Exception {
        if (!jobs.begin()) {
            return null;
        }
        try {
            return job.proceed();
        } finally {
            jobs.end();
        }
    }

    private Uni<?> later(InvocationContext job) {
        return Uni.createFrom().deferred(() -> {
            if (!jobs.begin()) {
                return Uni.createFrom().nullItem();
            }
            return work(job).onTermination().invoke(jobs::end);
        });
    }

    /** Whatever it throws, and be it a class that is missing, its end is told. */
    private static Uni<?> work(InvocationContext job) {
        return Uni.createFrom().deferred(() -> {
            try {
                return (Uni<?>) job.proceed();
            } catch (Exception broken) {
                return Uni.createFrom().failure(broken);
            }
        });
    }
}
