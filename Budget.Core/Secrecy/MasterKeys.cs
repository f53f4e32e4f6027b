using System.Security.Cryptography;
using Budget.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Budget.Core.Secrecy;

/// <summary>
/// The keys that wrap all other keys, from a file that is kept apart from the database and from its backups: a line each, "name base64", the first
/// of which wraps what is new. The others still open what they once wrapped, in the database and in older backups of it. A name says which key
/// it is and nothing about it. Portal processes on several machines share one file.
/// </summary>
public sealed class MasterKeys
{
    private readonly string? file;
    private volatile List<Key> keys;

    private MasterKeys(string? file, List<Key> keys) => (this.file, this.keys) = (file, keys);

    private sealed record Key(string Name, byte[] Bytes);

    /// <summary>The name of the key that wraps what is new.</summary>
    public string Current => keys[0].Name;

    public IReadOnlyList<string> Names => [.. keys.Select(key => key.Name)];

    /// <summary>Whether what this key wrapped can be opened.</summary>
    public bool Knows(string name) => Find(name) is not null;

    /// <exception cref="InvalidOperationException">No such file, or something else stands in it.</exception>
    public static MasterKeys Read(string file) => File.Exists(file)
        ? new MasterKeys(file, Parse(file))
        : throw new InvalidOperationException($"The file with the master keys is not there: {file}. Put it back, or name it in Keys__File: without it BSNs and texts cannot be read.");

    /// <summary>
    /// A key made now, in a file that only its owner can read; never over a file that is there. Of two portals that start at the same moment one makes
    /// the file and both read it.
    /// </summary>
    public static async Task<MasterKeys> Make(string file)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Moving a file to where there is none is two steps for the system: one process at a time.
        await using (await Alone(file))
        {
            if (!File.Exists(file))
            {
                File.Move(Write(file, [NewKey()]), file);
            }
        }

        return Read(file);
    }

    /// <summary>A file beside it that one process on this machine can have open; gone afterwards.</summary>
    private static async Task<FileStream> Alone(string file)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream($"{file}.lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < 200 && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
    }

    /// <summary>Where the file is when nobody said so: beside a file of SQLite, in data/ with a server.</summary>
    public static string FileFor(string connectionString) => Dialect.IsServer(connectionString)
        ? Path.Combine("data", "eigenregie.keys")
        : Path.ChangeExtension(new SqliteConnectionStringBuilder(connectionString).DataSource, ".keys");

    /// <summary>Whether a copy of the folder with the database takes the keys along: who has that copy has everything. A server has its files elsewhere.</summary>
    public static bool IsBesideDatabase(string file, string connectionString) =>
        !Dialect.IsServer(connectionString)
        && Path.GetDirectoryName(Path.GetFullPath(file)) == Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource));

    /// <summary>Master keys that stand in no file, for what lives no longer than this process.</summary>
    public static MasterKeys Of(params ReadOnlySpan<byte[]> keys) => new(file: null, [.. keys.ToArray().Select(bytes => new Key(NameOf(bytes), bytes))]);

    /// <summary>
    /// Puts a new key before the others. What the others wrapped has to be wrapped again (<see cref="RotateKeys"/>, which sees to it that nobody else does
    /// this meanwhile), and until then they stay.
    /// </summary>
    internal void Rotate()
    {
        Refresh();
        List<Key> rotated = [NewKey(), .. keys];
        if (file is not null)
        {
            // Whole or not at all: half a key file is no key file.
            File.Move(Write(file, rotated), file, overwrite: true);
        }

        keys = rotated;
    }

    /// <summary>"name:base64", under the current key, also when another process made it current a moment ago.</summary>
    /// <param name="nonce">Twelve bytes at random.</param>
    internal string Wrap(ReadOnlySpan<byte> secret, string about, ReadOnlySpan<byte> nonce)
    {
        Refresh();
        var current = keys[0];
        return $"{current.Name}:{Cipher.Hide(current.Bytes, nonce, about, secret)}";
    }

    /// <exception cref="InvalidOperationException">The key that wrapped it is not in the file.</exception>
    /// <exception cref="CryptographicException">It was changed, or it is about something else.</exception>
    internal byte[] Unwrap(string wrapped, string about)
    {
        var end = wrapped.IndexOf(':', StringComparison.Ordinal);
        var name = end < 0 ? "" : wrapped[..end];
        var key = Find(name) ?? throw new InvalidOperationException(
            $"The master key {name} of this database is not in {file}. Put the right file there, or name it in Keys__File.");
        return Cipher.Show(key.Bytes, about, wrapped[(end + 1)..]);
    }

    private Key? Find(string name)
    {
        if (keys.FirstOrDefault(key => key.Name == name) is { } found)
        {
            return found;
        }

        // Another process may have put a new key in since.
        Refresh();
        return keys.FirstOrDefault(key => key.Name == name);
    }

    /// <summary>What stands in the file now; what stood there, when the file is away for a while or is suddenly another installation's.</summary>
    private void Refresh()
    {
        if (file is not null && File.Exists(file) && Parse(file) is var now && now.Any(key => keys.Any(known => known.Name == key.Name)))
        {
            keys = now;
        }
    }

    private static Key NewKey()
    {
        var bytes = RandomNumberGenerator.GetBytes(Cipher.KeyBytes);
        return new Key(NameOf(bytes), bytes);
    }

    private static string NameOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData([.. "eigen regie master key"u8, .. bytes]))[..8];

    private static List<Key> Parse(string file)
    {
        List<Key> found = [];
        foreach (var (number, line) in File.ReadLines(file).Index())
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is [] || words[0].StartsWith('#'))
            {
                continue;
            }

            var bytes = new byte[Cipher.KeyBytes];
            if (words.Length != 2 || !Convert.TryFromBase64String(words[1], bytes, out var length) || length != Cipher.KeyBytes || NameOf(bytes) != words[0])
            {
                throw new InvalidOperationException($"{file} is not a file of master keys as it was made: look at line {number + 1}, or put a backup of it back.");
            }

            found.Add(new Key(words[0], bytes));
        }

        return found.Count > 0 ? found : throw new InvalidOperationException($"{file} holds no master key.");
    }

    /// <summary>A file beside it with these keys, whole and on the disk, to be put in its place.</summary>
    private static string Write(string file, IEnumerable<Key> keys)
    {
        var beside = $"{file}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(beside, options);
        using var text = new StreamWriter(stream);
        text.WriteLine("# Master keys of Eigen Regie. The first wraps what is new; keep the others. Not in one place with the database or its backups.");
        foreach (var key in keys)
        {
            text.WriteLine($"{key.Name} {Convert.ToBase64String(key.Bytes)}");
        }

        text.Flush();
        stream.Flush(flushToDisk: true);
        return beside;
    }
}
