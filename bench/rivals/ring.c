/*
 * The broadcast ring of engine/ring in C: same slots, same 128-byte spacing, same protocol (batches,
 * cached cursors, spin and then futex, a quarter of room before a wake-up), one thread per side. A
 * rival for `bench --suite ring`.
 *
 *   ring CONSUMERS SLOTS SLOT_BYTES BATCH     then a count of records per line on standard input;
 *   answers each with "SECONDS SUM": the sum over consumers of every record's number.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define CONSUMERS_MAX 31
#define SPINS 40

typedef struct {
  _Alignas(128) _Atomic int32_t seq;
} word_t;

static word_t tail, waiting_mask, room, producer_waits, wanted, cursors[CONSUMERS_MAX];
static double *slots;
static int consumers, batch, doubles_per_slot;
static int32_t slot_count;
static int64_t records;
static double sums[CONSUMERS_MAX];
static pthread_barrier_t barrier;

static void pause_cpu(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

static void futex_wait(_Atomic int32_t *word, int32_t expected) {
  struct timespec limit = {0, 100 * 1000 * 1000};
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, &limit, NULL, 0);
}

static void futex_wake(_Atomic int32_t *word) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

static int32_t slowest_cursor(void) {
  int32_t slowest = atomic_load(&cursors[0].seq);
  for (int i = 1; i < consumers; i++) {
    int32_t cursor = atomic_load(&cursors[i].seq);
    if ((int32_t)((uint32_t)cursor - (uint32_t)slowest) < 0) slowest = cursor;
  }
  return slowest;
}

static void flush(int32_t next) {
  atomic_store(&tail.seq, next);
  if (atomic_load(&waiting_mask.seq) != 0) futex_wake(&tail.seq);
}

static void wait_for_room(int32_t next, int32_t *gate) {
  flush(next);
  int32_t seen = atomic_load(&room.seq);
  int32_t enough = (int32_t)((uint32_t)next - (uint32_t)slot_count + (uint32_t)(slot_count >> 2));
  atomic_store_explicit(&wanted.seq, enough, memory_order_relaxed);
  atomic_store(&producer_waits.seq, 1);
  *gate = slowest_cursor();
  if ((int32_t)((uint32_t)next - (uint32_t)*gate) >= slot_count) futex_wait(&room.seq, seen);
  atomic_store(&producer_waits.seq, 0);
}

static void produce(void) {
  int32_t next = atomic_load(&tail.seq);
  int32_t gate = slowest_cursor();
  for (int64_t i = 0; i < records; i++) {
    while ((int32_t)((uint32_t)next - (uint32_t)gate) >= slot_count) {
      gate = slowest_cursor();
      if ((int32_t)((uint32_t)next - (uint32_t)gate) >= slot_count) wait_for_room(next, &gate);
    }
    double *slot = slots + (size_t)(next & (slot_count - 1)) * doubles_per_slot;
    for (int k = 0; k < doubles_per_slot; k++) slot[k] = (double)i;
    next = (int32_t)((uint32_t)next + 1);
    if ((i + 1) % batch == 0) flush(next);
  }
  flush(next);
}

static void wait_for_records(int index, int32_t cursor) {
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load(&tail.seq) != cursor) return;
    pause_cpu();
  }
  atomic_fetch_or(&waiting_mask.seq, 1 << index);
  futex_wait(&tail.seq, cursor);
  atomic_fetch_and(&waiting_mask.seq, ~(1 << index));
}

static void advance(int index, int32_t cursor) {
  atomic_store(&cursors[index].seq, cursor);
  if (atomic_load(&producer_waits.seq) == 0) return;
  int32_t enough = atomic_load_explicit(&wanted.seq, memory_order_relaxed);
  if ((int32_t)((uint32_t)cursor - (uint32_t)enough) < 0) return;
  atomic_fetch_add(&room.seq, 1);
  futex_wake(&room.seq);
}

static double consume(int index) {
  int32_t cursor = atomic_load(&cursors[index].seq);
  int64_t done = 0;
  double sum = 0;
  while (done < records) {
    int32_t ready = (int32_t)((uint32_t)atomic_load(&tail.seq) - (uint32_t)cursor);
    if (ready == 0) {
      wait_for_records(index, cursor);
      continue;
    }
    if (ready > batch) ready = batch;
    for (int32_t i = 0; i < ready; i++) {
      double *slot = slots + (size_t)((cursor + i) & (slot_count - 1)) * doubles_per_slot;
      for (int k = 1; k < doubles_per_slot; k++)
        if (slot[k] != slot[0]) exit(2); /* torn */
      sum += slot[0];
    }
    cursor = (int32_t)((uint32_t)cursor + (uint32_t)ready);
    done += ready;
    advance(index, cursor);
  }
  return sum;
}

static void *live(void *argument) {
  int index = (int)(intptr_t)argument;
  for (;;) {
    pthread_barrier_wait(&barrier);
    if (index < 0) produce();
    else sums[index] = consume(index);
    pthread_barrier_wait(&barrier);
  }
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 5) return 64;
  consumers = atoi(argv[1]);
  slot_count = atoi(argv[2]);
  doubles_per_slot = atoi(argv[3]) / (int)sizeof(double);
  batch = atoi(argv[4]);
  if (consumers < 1 || consumers > CONSUMERS_MAX) return 64;
  size_t bytes = (size_t)slot_count * doubles_per_slot * sizeof(double);
  slots = aligned_alloc(128, bytes);
  if (slots == NULL) return 70;
  for (size_t i = 0; i < bytes / sizeof(double); i++) slots[i] = 0;
  pthread_barrier_init(&barrier, NULL, consumers + 2);
  pthread_t thread;
  for (int i = -1; i < consumers; i++) pthread_create(&thread, NULL, live, (void *)(intptr_t)i);
  long long count;
  while (scanf("%lld", &count) == 1) {
    records = count;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double sum = 0;
    for (int i = 0; i < consumers; i++) sum += sums[i];
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("%.9f %.0f\n", seconds, sum);
    fflush(stdout);
  }
  return 0;
}
