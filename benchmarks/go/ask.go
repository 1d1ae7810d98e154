// Copyright the shimgen authors.
// SPDX-License-Identifier: Apache-2.0

// A program in Go, which makes its system calls without libc: it looks for a file, and fails if that is not there. For "ways.py".
package main

import "os"

func main() {
	_, err := os.Stat(os.Args[len(os.Args)-1])
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
}
