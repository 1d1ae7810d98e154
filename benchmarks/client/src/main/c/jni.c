/* What one writes for these functions with JNI. errno is kept before the virtual machine can overwrite it. */
#include <errno.h>
#include <jni.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define METHOD(type, name) JNIEXPORT type JNICALL Java_dev_shimgen_benchmarks_client_JniLibc_##name

static __thread int kept;

static jlong keep(jlong result)
{
    kept = errno;
    return result;
}

METHOD(jint, errno)(JNIEnv *env, jclass type)
{
    (void)env;
    (void)type;
    return kept;
}

METHOD(jint, abs)(JNIEnv *env, jobject self, jint value)
{
    (void)env;
    (void)self;
    return (jint)keep(abs(value));
}

METHOD(jint, getppid)(JNIEnv *env, jobject self)
{
    (void)env;
    (void)self;
    return (jint)keep(getppid());
}

METHOD(jint, close)(JNIEnv *env, jobject self, jint fd)
{
    (void)env;
    (void)self;
    return (jint)keep(close(fd));
}

METHOD(jint, access)(JNIEnv *env, jobject self, jstring path, jint mode)
{
    (void)self;
    const char *name = (*env)->GetStringUTFChars(env, path, NULL);
    if (name == NULL)
        return -1;
    jint result = (jint)keep(access(name, mode));
    (*env)->ReleaseStringUTFChars(env, path, name);
    return result;
}

METHOD(jlong, strlen)(JNIEnv *env, jobject self, jstring text)
{
    (void)self;
    const char *chars = (*env)->GetStringUTFChars(env, text, NULL);
    if (chars == NULL)
        return -1;
    jlong result = keep((jlong)strlen(chars));
    (*env)->ReleaseStringUTFChars(env, text, chars);
    return result;
}

METHOD(jlong, pwrite)(JNIEnv *env, jobject self, jint fd, jbyteArray buffer, jlong count, jlong offset)
{
    (void)self;
    jbyte *bytes = (*env)->GetByteArrayElements(env, buffer, NULL);
    if (bytes == NULL)
        return -1;
    jlong result = keep(pwrite(fd, bytes, (size_t)count, offset));
    (*env)->ReleaseByteArrayElements(env, buffer, bytes, JNI_ABORT);
    return result;
}

METHOD(jlong, read)(JNIEnv *env, jobject self, jint fd, jbyteArray buffer, jlong count)
{
    (void)self;
    jbyte *bytes = (*env)->GetByteArrayElements(env, buffer, NULL);
    if (bytes == NULL)
        return -1;
    jlong result = keep(read(fd, bytes, (size_t)count));
    (*env)->ReleaseByteArrayElements(env, buffer, bytes, 0);
    return result;
}
