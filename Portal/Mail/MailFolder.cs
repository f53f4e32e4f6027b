using MimeKit;

namespace Portal.Mail;

/// <summary>
/// E-mail as files: ID.eml, one each, whole or not there. Written under another name, put on the disk, and renamed; one that is there already was delivered before. So each is there once, however
/// often it was tried, as long as nobody takes it away meanwhile.
/// </summary>
internal sealed class MailFolder(string folder)
{
    public async Task Put(Guid id, MimeMessage message, CancellationToken stopping)
    {
        var (file, beside) = (Path.Combine(folder, $"{id:D}.eml"), Path.Combine(folder, $".{id:D}.part"));
        if (File.Exists(file))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(beside, options))
        {
            var format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            await message.WriteToAsync(format, stream, stopping);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }
}
