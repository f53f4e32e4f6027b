// Each test has its own database, so fixtures may run side by side; two at a time, because that is what a small machine has.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
