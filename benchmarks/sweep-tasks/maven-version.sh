# A JVM: guard pages, its own signal handlers, many threads.
# Needs: mvn java
mvn -version
