package it;

public interface Plain {}
