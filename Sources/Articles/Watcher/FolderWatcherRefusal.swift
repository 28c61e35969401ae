/// Why a folder cannot be watched by events.
enum FolderWatcherRefusal: Error {
    case system(SystemError)
    case remote(String)

    /// Whether the folder is just not there.
    var isAbsence: Bool {
        switch self {
        case .system(let error): error.isAbsence
        case .remote: false
        }
    }

    /// Whether the folders around it can be watched all the same.
    var isOfOneFolder: Bool {
        switch self {
        case .system(let error): error.isAbsence || error.isDenial
        case .remote: false
        }
    }

    var reason: String {
        switch self {
        case .system(let error) where error.isExhaustion:
            "the system has no more inotify watches (fs.inotify.max_user_watches, fs.inotify.max_user_instances)"
        case .system(let error): "it cannot be watched: \(error)"
        case .remote(let name): "it lies on a remote file system (\(name))"
        }
    }
}
