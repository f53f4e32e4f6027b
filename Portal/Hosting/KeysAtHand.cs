using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Portal.Hosting;

/// <summary>Opens the keys before anything is written, says so when a file of master keys was made, and shows how far the hiding of older rows has come.</summary>
internal static class KeysAtHand
{
    public static async Task Open(Database database, IConfiguration configuration)
    {
        var file = PortalHost.KeysFile(configuration);
        if (await OpenKeys.Of(database, file, new Shown("Hiding what stood open", Progress.To(Console.Error))))
        {
            Console.WriteLine($"Made the file of master keys {Path.GetFullPath(file)}: keep a copy, apart from the database and its backups.");
        }
    }

    /// <summary>The progress of a deed on a line of its own.</summary>
    internal sealed class Shown(string what, Progress progress) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => progress.Show(what, (int)value.Done, (int)value.Total);
    }
}
