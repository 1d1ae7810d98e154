package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;

/**
 * Who has a function, and what stands in for it where nobody has.
 *
 * @param library the file name by which programs ask for the library that exports it where the shim is generated, as
 *     {@code libm.so.6}; empty if that is not known
 * @param absence what a call gives on a machine where no library has it
 */
public record Provider(String library, Absence absence) {

    /** What a call gives of a function that the machine at run time does not have; the constants of shimgen_next.h. */
    public enum Absence {
        /** -1, and {@code errno} is {@code ENOSYS}. */
        MINUS_ONE,
        /** {@code ENOSYS} as the result. */
        ERROR_NUMBER,
        /** 0, {@code NULL} or nothing, and {@code errno} is {@code ENOSYS}. */
        ZERO,
        /** 0.0, and {@code errno} is {@code ENOSYS}. */
        FLOATING,
        /** The same of a {@code long double}. */
        EXTENDED,
        /** The process ends: the function does not return, or its result is none that could be made up. */
        END;

        /**
         * {@return what fits a function}
         *
         * @param failure how its result tells a failure
         */
        public static Absence of(CType result, CallPlan.Failure failure, boolean noReturn) {
            if (noReturn) {
                return END;
            }
            return switch (result.carrier()) {
                case FLOAT, DOUBLE -> FLOATING;
                case STRUCT, VA_LIST -> END;
                case OPAQUE ->
                    result.spelling().equals("long double") || result.spelling().equals("_Float64x") ? EXTENDED : END;
                case VOID, BOOL, INT8, INT16, INT32, INT64, POINTER ->
                    switch (failure) {
                        case MINUS_ONE -> MINUS_ONE;
                        case ERROR_NUMBER -> ERROR_NUMBER;
                        case NULL, NEVER -> ZERO;
                    };
            };
        }

        /** {@return its name in C} */
        public String constant() {
            return "SHIMGEN_ABSENT_" + name();
        }
    }
}
