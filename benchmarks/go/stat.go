// Copyright the shimgen authors.
// SPDX-License-Identifier: Apache-2.0

// A preload library in Go that answers stat(3) for one file, which is not there, inside of the program. For "ways.py".
package main

import "C"

import (
	"syscall"
	"unsafe"
)

// No real call is made for other files: a library that does so needs dlsym(3), and C.
//
//export stat
func stat(path *C.char, status unsafe.Pointer) C.int {
	if C.GoString(path) != "/answered" {
		return -1
	}
	*(*syscall.Stat_t)(status) = syscall.Stat_t{Mode: syscall.S_IFREG | 0444}
	return 0
}

func main() {}
