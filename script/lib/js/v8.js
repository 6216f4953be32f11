// v8: the figures are constants, because no run depends on an engine's heap.
'use strict';
const { missingFunction, missingClass } = require('internal/stand_in');

const heap = {
  total_heap_size: 6537216, total_heap_size_executable: 262144, total_physical_size: 6467584, total_available_size: 4342398440,
  used_heap_size: 5164960, heap_size_limit: 4345298944, malloced_memory: 262320, peak_malloced_memory: 571392, does_zap_garbage: 0,
  number_of_native_contexts: 1, number_of_detached_contexts: 0, total_global_handles_size: 8192, used_global_handles_size: 2112,
  external_memory: 2272646,
};
module.exports = {
  cachedDataVersionTag: () => 0,
  getHeapStatistics: () => ({ ...heap }),
  getHeapSpaceStatistics: () => [],
  getHeapCodeStatistics: () => ({ code_and_metadata_size: 0, bytecode_and_metadata_size: 0, external_script_source_size: 0, cpu_profiler_metadata_size: 0 }),
  takeCoverage() {},
  stopCoverage() {},
  startupSnapshot: {
    isBuildingSnapshot: () => false,
    addSerializeCallback: missingFunction('v8.startupSnapshot', 'addSerializeCallback'),
    addDeserializeCallback: missingFunction('v8.startupSnapshot', 'addDeserializeCallback'),
    setDeserializeMainFunction: missingFunction('v8.startupSnapshot', 'setDeserializeMainFunction'),
  },
};
for (const name of ['getHeapSnapshot', 'setFlagsFromString', 'serialize', 'deserialize', 'writeHeapSnapshot', 'setHeapSnapshotNearHeapLimit']) {
  module.exports[name] = missingFunction('v8', name);
}
for (const name of ['Serializer', 'Deserializer', 'DefaultSerializer', 'DefaultDeserializer', 'GCProfiler']) {
  module.exports[name] = missingClass('v8', name);
}
