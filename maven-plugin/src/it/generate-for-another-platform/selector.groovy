// The invoker skips a project whose selector returns false.
def found = System.getenv('PATH').split(':').any { new File(it, 'aarch64-linux-gnu-gcc').canExecute() }
if (!found) {
    println 'SKIPPED generate-for-another-platform: no aarch64-linux-gnu-gcc; Debian has it in the packages' +
            ' gcc-aarch64-linux-gnu libc6-dev-arm64-cross'
}
return found
