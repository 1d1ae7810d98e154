# Starts a JVM, which has guard pages, its own signal handlers and many threads.
# Needs: mvn java
mvn -version
