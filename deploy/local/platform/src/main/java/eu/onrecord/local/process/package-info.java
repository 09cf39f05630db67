/** Programs that run beside us: started, waited for, and stopped without leaving anything behind. */
package eu.onrecord.local.process;
