package dev.handoff.handoff;

/** A part of {@link StorageSuite}. */
interface HasStorage {

  Storage storage();
}
