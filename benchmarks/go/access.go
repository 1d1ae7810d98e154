// Copyright the shimgen authors.
// SPDX-License-Identifier: Apache-2.0

// A preload library in Go, as small as can be: every file may be accessed. For "ways.py".
package main

import "C"

//export access
func access(path *C.char, mode C.int) C.int {
	return 0
}

func main() {}
