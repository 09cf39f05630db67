package eu.onrecord.consent.lane;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.interceptor.InterceptorBinding;

/**
 * On a method that the scheduler calls: once the service stops it does nothing any more, and one that is under way is waited
 * for,
 * so that nobody takes the database away beneath it.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface UntilShutdown {
}
