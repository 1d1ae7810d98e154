package com.acme;

/** An author's own work. */
interface Mine {}
