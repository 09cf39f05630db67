/**
 * Finds, in what a service would hand to native-image, what would end the compilation or fail only in the executable. It needs
 * no native-image: the build writes its input, and this reads it.
 */
package eu.onrecord.local.nativeimage;
