using Portal.Commands;

return await CommandLine.Run(args);

/// <summary>The entry point, public so that tests can start the portal as it is.</summary>
public partial class Program;
